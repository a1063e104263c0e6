// Bundles the explorables into lib/widgets/static (or the folder given): one module, and its style.
//
// The module is made of parts, marked by lines "//#part Name": what all share, then each explorable
// by itself, then the export. A page of the book keeps only the parts that it shows (book/ext/dl_widgets.py).
import { build } from "esbuild";
import { readdir, readFile, writeFile, mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "..", "lib", "widgets", "static");
const common = { bundle: true, minify: true, charset: "utf8", absWorkingDir: here, logLevel: "info" };

// In a part, what is imported from shared/ is looked up in the global that the first part made.
const lookUpShared = {
  name: "look-up-shared",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /(^|\/)shared\/[\w-]+\.js$|^\.\/[\w-]+\.js$/ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path);
      return dirname(file) === join(here, "shared") ? { path: file, namespace: "shared" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: `module.exports = dlShared[${JSON.stringify(basename(path))}]`,
    }));
  },
};

async function script(contents, options = {}) {
  const stdin = { contents, resolveDir: here };
  const made = await build({ ...common, ...options, stdin, format: "iife", target: "es2022", write: false });
  return made.outputFiles[0].text.trim();
}

async function shared() {
  const files = (await readdir(join(here, "shared"))).filter((file) => file.endsWith(".js")).sort();
  const names = files.map((file, i) => `import * as m${i} from "./shared/${file}";`);
  const table = files.map((file, i) => `${JSON.stringify(file)}: m${i}`);
  return script(`${names.join("\n")}\nexport default { ${table.join(", ")} };`, { globalName: "dlAll" });
}

async function parts() {
  const index = await readFile(join(here, "index.js"), "utf8");
  const found = [...index.matchAll(/^import \{ view as (\w+) \} from "(.+)";$/gm)];
  const one = ([, name, file]) =>
    script(`import { view } from "${file}"; import { VIEWS } from "./shared/views.js"; VIEWS.${name} = view;`, {
      plugins: [lookUpShared],
    });
  return Promise.all(found.map(async (match) => `//#part ${match[1]}\n${await one(match)}\n`));
}

const module = [
  await shared(),
  "\nvar dlShared=dlAll.default;\n",
  ...(await parts()),
  '//#part\nvar dlEntry={render:dlShared["views.js"].render};export{dlEntry as default};\n',
];
await mkdir(target, { recursive: true });
await writeFile(join(target, "explorables.js"), module.join(""));
await build({
  ...common,
  entryPoints: ["shared/explorables.css"],
  outfile: join(target, "explorables.css"),
});
