"""Files are written whole, or not at all."""

import errno
import os
import stat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.train.files import read_arrays, write_arrays
from lib.train.states import flatten, unflatten


class TestWriting:
    def save(self, path, value):
        write_arrays(path, {"a": np.full(1000, value)}, {"value": value})

    def value(self, path):
        return read_arrays(path)[1]["value"]

    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
    @pytest.mark.parametrize("call", ["fsync", "replace"])
    def test_a_full_or_broken_disk(self, tmp_path, monkeypatch, code, call):
        path = tmp_path / "file.npz"
        self.save(path, 1)

        def fail(*args):
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, call, fail)
        with pytest.raises(OSError, match="could not write") as e:
            self.save(path, 2)
        assert e.value.errno == code
        assert os.strerror(code) in str(e.value)
        assert "the file from before is unchanged" in str(e.value)
        assert self.value(path) == 1
        assert os.listdir(tmp_path) == ["file.npz"]

    def test_a_folder_that_cannot_be_synchronized(self, tmp_path, monkeypatch):
        fsync = os.fsync

        def fail(descriptor):
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "not on this file system")
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", fail)
        self.save(tmp_path / "file.npz", 1)
        assert self.value(tmp_path / "file.npz") == 1

    @pytest.mark.skipif(os.name != "posix", reason="a limit of file sizes needs POSIX")
    def test_a_real_limit_in_the_middle_of_the_content(self, tmp_path):
        import resource
        import signal

        path = tmp_path / "file.npz"
        self.save(path, 1)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
            with pytest.raises(OSError, match=r"could not write .* is unchanged"):
                self.save(path, 2)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
        assert self.value(path) == 1
        assert os.listdir(tmp_path) == ["file.npz"]

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_that_may_only_be_read(self, tmp_path):
        path = tmp_path / "file.npz"
        self.save(path, 1)
        tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
        try:
            with pytest.raises(PermissionError, match="could not write"):
                self.save(path, 2)
        finally:
            tmp_path.chmod(stat.S_IRWXU)
        assert self.value(path) == 1

    def test_a_missing_folder(self, tmp_path):
        with pytest.raises(
            FileNotFoundError, match=r"could not write .*, there is no file: No such"
        ):
            self.save(tmp_path / "nowhere" / "file.npz", 1)

    def test_an_interrupt_leaves_no_rest(self, tmp_path, monkeypatch):
        path = tmp_path / "file.npz"
        self.save(path, 1)

        def interrupt(*args):
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            self.save(path, 2)
        assert self.value(path) == 1
        assert os.listdir(tmp_path) == ["file.npz"]

    def test_only_own_leftovers_are_removed(self, tmp_path):
        others = [
            ".file.npz.0123456.tmp",
            ".file.npz.other.01234567.tmp",
            "file.npz.01234567.tmp",
            ".fileXnpz.01234567.tmp",
            "notes.tmp",
        ]
        for name in [*others, ".file.npz.01234567.tmp", ".file.npz.89abcdef.tmp"]:
            (tmp_path / name).write_text("half")
        self.save(tmp_path / "file.npz", 1)
        assert sorted(os.listdir(tmp_path)) == sorted([*others, "file.npz"])

    def test_the_order_is_content_then_name_then_folder(self, tmp_path, monkeypatch):
        calls, fsync, replace = [], os.fsync, os.replace

        def log_fsync(descriptor):
            kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content"
            calls.append((kind, os.fstat(descriptor).st_size > 1000 or kind == "folder"))
            fsync(descriptor)

        def log_replace(source, target):
            calls.append(("name", os.path.dirname(source) == os.path.dirname(target)))
            replace(source, target)

        monkeypatch.setattr(os, "fsync", log_fsync)
        monkeypatch.setattr(os, "replace", log_replace)
        self.save(tmp_path / "file.npz", 1)
        assert calls == [("content", True), ("name", True), ("folder", True)]

    @pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
    def test_links_stay_and_permissions_are_the_usual(self, tmp_path):
        (tmp_path / "disk").mkdir()
        (tmp_path / "link.npz").symlink_to(tmp_path / "disk" / "file.npz")
        self.save(tmp_path / "link.npz", 1)
        assert (tmp_path / "link.npz").is_symlink()
        assert self.value(tmp_path / "disk" / "file.npz") == 1
        (tmp_path / "plain").touch()
        plain = (tmp_path / "plain").stat().st_mode
        assert (tmp_path / "disk" / "file.npz").stat().st_mode == plain

    def test_the_same_content_gives_the_same_bytes(self, tmp_path):
        for name in ("a", "b"):
            self.save(tmp_path / name, 1)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()

    @given(
        value=st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False)
            | st.text(st.characters(exclude_categories=("Cs",)))
            | st.builds(np.arange, st.integers(0, 4)),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.lists(inner, max_size=3).map(tuple)
                | st.dictionaries(
                    st.integers() | st.sampled_from(["a", "$array", "$tuple", "b/c", ""]), inner
                )
            ),
            max_leaves=12,
        )
    )
    def test_every_tree_of_values_comes_back(self, tmp_path_factory, value):
        path, arrays = tmp_path_factory.getbasetemp() / "tree", {}
        write_arrays(path, arrays, {"tree": flatten({"x": value}, arrays, "t")})
        read, header = read_arrays(path)
        assert repr(unflatten(header["tree"], read)) == repr({"x": value})

    def test_arrays_under_keys_that_look_alike(self, tmp_path):
        value, arrays = {"a": {"b": np.zeros(1), "b/c": np.ones(2)}, 0: np.ones(3)}, {}
        value |= {"a/b": np.ones(4), "0": np.ones(5)}
        header = flatten({"x": value}, arrays, "t")
        write_arrays(tmp_path / "tree", arrays, header)
        read, header = read_arrays(tmp_path / "tree")
        assert repr(unflatten(header, read)) == repr({"x": value})
