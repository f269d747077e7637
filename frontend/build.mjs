// Bundles the chart builders with the parts of ECharts they use, for the JavaScript engine inside Python.
import { build } from "esbuild";

await build({
  entryPoints: ["src/charts.js"],
  outfile: "../src/perennial/pictures/dist/charts.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "eof",
  define: { "process.env.NODE_ENV": '"production"' },
});
