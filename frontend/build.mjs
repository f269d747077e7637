// Bundles what Python draws with, each for the JavaScript engine inside Python: the chart builders with the parts
// of ECharts they use, and the layout of the process map.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const licence = (name) => `/*! ${name}\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n*/`;

const bundles = [
  { name: "charts", footer: "" },
  { name: "layout", footer: licence("@dagrejs/dagre") },
];

for (const { name, footer } of bundles) {
  await build({
    entryPoints: [`src/${name}.js`],
    outfile: `../src/perennial/pictures/dist/${name}.js`,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "eof",
    footer: { js: footer },
    define: { "process.env.NODE_ENV": '"production"' },
  });
}
