"""Charts as static SVG: drawn by ECharts in a JavaScript engine inside Python, coloured by the page."""
