"""Mirrors for the tests of downloads: a server on loopback, well-behaved and otherwise."""

import contextlib
import http.server
import socket
import threading


class Mirror(http.server.BaseHTTPRequestHandler):
    """Serve the files of ``server.folder`` under /good/, and something worse elsewhere."""

    def do_GET(self):
        self.server.asked.append(self.path)
        way, name = self.path.strip("/").split("/")
        content = (self.server.folder / name).read_bytes()
        if way == "missing":
            self.send_error(404)
            return
        if way == "together":
            self.server.barrier.wait(timeout=30)
        if way == "page":
            content = b"<html>Please log in</html>"
        if way == "corrupt":
            content = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
        if way == "short":
            content = content[: len(content) // 2]
        self.send_response(200)
        # "cut" and "stall" promise more than they send.
        self.send_header("Content-Length", str(len(content) + 100 * (way in ("cut", "stall"))))
        self.end_headers()
        self.wfile.write(content)
        if way == "stall":
            self.wfile.flush()
            self.server.stalled.set()
            self.server.released.wait(timeout=30)

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def serving(folder):
    """Serve a folder at the address ``server.at``; ``server.asked`` lists what was asked for."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    server.daemon_threads = True
    server.folder, server.asked = folder, []
    server.barrier = threading.Barrier(2)
    server.stalled, server.released = threading.Event(), threading.Event()
    server.at = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def nobody():
    """An address on loopback where nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/good/"
