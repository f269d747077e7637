"""The sales process as a picture: laid out by dagre inside Python, drawn as our own SVG."""
