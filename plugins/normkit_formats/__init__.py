"""The formats that bundles come in, one module each, by the last part of a name."""
