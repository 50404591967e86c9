"""How Sphinx builds these pages: `sphinx-build -W docs docs/build`. Nothing is fetched from the network."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "normkit"
version = release = version_of("normkit")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "before_after", "declarations", "layers"]
exclude_patterns = ["build", "reference/layers.md"]
default_role = "code"
smartquotes = False

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4

autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "fully-qualified"  # and shown unqualified: short ones show a "~" at times
add_module_names = False
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"normkit {release}"
html_static_path = ["static"]
html_css_files = ["normkit.css"]
html_copy_source = False
html_show_copyright = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b6e4f", "color-brand-content": "#0b6e4f"},
    "dark_css_variables": {"color-brand-primary": "#5fd3a8", "color-brand-content": "#5fd3a8"},
}
