// Entry: draws one chart, told as JSON, to an SVG text. Every label arrives ready-made in the reader's language.
import { init, use } from "echarts/core";
import { CustomChart, LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

import { curve } from "./curve.js";
import { ladder } from "./ladder.js";
import { months } from "./months.js";
import { record } from "./record.js";

use([CustomChart, LineChart, GridComponent, SVGRenderer]);

const builders = { curve, ladder, months, record };

globalThis.drawChart = (json) => {
  const spec = JSON.parse(json);
  const chart = init(null, null, { renderer: "svg", ssr: true, width: spec.width, height: spec.height });
  chart.setOption({ animation: false, ...builders[spec.kind](spec) });
  const svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  return [svg].join(""); // flat: the engine cannot hand over a rope of strings
};
