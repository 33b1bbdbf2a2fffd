"""The installed package is the wheel's, and whole."""

import importlib.metadata
import sysconfig
from importlib.resources import files
from pathlib import Path

import slotwise
import slotwise._native


def test_the_package_comes_from_the_wheel_not_from_the_sources() -> None:
    site = Path(sysconfig.get_path("platlib"))
    assert Path(slotwise.__file__).is_relative_to(site)
    assert Path(slotwise._native.__file__).is_relative_to(site)


def test_the_version_is_the_distributions() -> None:
    assert slotwise.__version__ == importlib.metadata.version("slotwise")


def test_type_checkers_find_the_types() -> None:
    assert files(slotwise).joinpath("py.typed").is_file()
    assert files(slotwise).joinpath("_native.pyi").is_file()


def test_the_extension_uses_the_stable_abi() -> None:
    assert Path(slotwise._native.__file__).name.endswith((".abi3.so", ".pyd"))
