Translation = None
