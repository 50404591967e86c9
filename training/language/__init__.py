"""How the calibration of the `language` stage is made."""
