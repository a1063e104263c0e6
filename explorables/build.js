// Bundles index.js and shared/explorables.css into lib/widgets/static (or the folder given).
import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "..", "lib", "widgets", "static");
const common = { bundle: true, minify: true, charset: "utf8", absWorkingDir: here, logLevel: "info" };

await build({
  ...common,
  entryPoints: ["index.js"],
  outfile: join(target, "explorables.js"),
  format: "esm",
  target: "es2022",
});
await build({
  ...common,
  entryPoints: ["shared/explorables.css"],
  outfile: join(target, "explorables.css"),
});
