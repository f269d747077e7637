// Entry: places the steps and arrows of a process, told as JSON; every arrow keeps its bends and the room of its label.
import dagre from "@dagrejs/dagre";

globalThis.layoutProcess = (json) => {
  const { nodes, edges, ...options } = JSON.parse(json);
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph(options);
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, ...box } of nodes) graph.setNode(id, box);
  edges.forEach(({ source, target, ...label }, index) =>
    graph.setEdge(source, target, { labelpos: "c", ...label }, String(index)),
  );
  dagre.layout(graph);
  const placed = {
    width: graph.graph().width,
    height: graph.graph().height,
    nodes: nodes.map(({ id }) => point(graph.node(id))),
    edges: edges.map(({ source, target }, index) => {
      const { points, ...label } = graph.edge(source, target, String(index));
      // Only a label that has a size gets a place of its own.
      return { points: points.map(point), label: point("x" in label ? label : points[points.length >> 1]) };
    }),
  };
  return [JSON.stringify(placed)].join(""); // flat: the engine cannot hand over a rope of strings
};

const point = ({ x, y }) => ({ x, y });
