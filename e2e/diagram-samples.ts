/** One diagram of every kind that the installed Mermaid knows, by the name under which it lists them. */
export const diagramSamples: Record<string, string> = {
  flowchart:
    "flowchart TD\n  A[Start] --> B{Is it?}\n  B -->|Yes| C[OK]\n  B -->|No| D[End]\n  subgraph one\n  C --> E[(db)]\n  end",
  graph: "graph LR\n A-->B\n B-->C",
  swimlane: "swimlane-beta\n  subgraph One\n  A-->B\n  end",
  sequence:
    "sequenceDiagram\n  Alice->>John: Hello John\n  John-->>Alice: Great!\n  Note right of John: thinks",
  class: "classDiagram\n  Animal <|-- Duck\n  Animal : +int age\n  class Duck{\n +swim()\n }",
  state: "stateDiagram-v2\n  [*] --> Still\n  Still --> Moving\n  Moving --> [*]",
  er: "erDiagram\n  CUSTOMER ||--o{ ORDER : places\n  ORDER { int id\n string name }",
  journey: "journey\n  title My day\n  section Work\n    Make tea: 5: Me\n    Do work: 1: Me, Cat",
  gantt:
    "gantt\n  title Plan\n  dateFormat YYYY-MM-DD\n  section A\n  Task one :a1, 2024-01-01, 30d\n  Task two :after a1, 20d",
  pie: 'pie title Pets\n  "Dogs" : 386\n  "Cats" : 85',
  quadrant:
    "quadrantChart\n  title Reach\n  x-axis Low --> High\n  y-axis Poor --> Rich\n  quadrant-1 Expand\n  Campaign A: [0.3, 0.6]",
  requirement:
    "requirementDiagram\n  requirement test_req {\n  id: 1\n  text: the test text.\n  risk: high\n  verifymethod: test\n  }\n  element test_entity {\n  type: simulation\n  }\n  test_entity - satisfies -> test_req",
  git: 'gitGraph\n  commit id: "one"\n  branch develop\n  checkout develop\n  commit id: "two"\n  checkout main\n  merge develop id: "three"',
  c4: 'C4Context\n  title System\n  Person(a, "Customer", "A customer")\n  System(b, "Banking", "Does banking")\n  Rel(a, b, "Uses")',
  mindmap: "mindmap\n  root((mindmap))\n    Origins\n      Long history\n    Research",
  timeline: "timeline\n  title History\n  2002 : LinkedIn\n  2004 : Facebook : Google",
  sankey: "sankey-beta\n\nA,B,10\nB,C,5\nB,D,5",
  xychart:
    'xychart-beta\n  title "Sales"\n  x-axis [jan, feb, mar]\n  y-axis "Revenue" 0 --> 100\n  bar [50, 60, 75]\n  line [50, 60, 75]',
  block: 'block-beta\n  columns 3\n  a b c\n  d["Wide one"]:2 e\n  a --> e',
  packet: 'packet-beta\n  0-15: "Source Port"\n  16-31: "Destination Port"',
  kanban: "kanban\n  Todo\n    [Create docs]\n  done[Done]\n    id2[Ship it]",
  architecture:
    "architecture-beta\n  group api(cloud)[API]\n  service db(database)[Database] in api\n  service server(server)[Server] in api\n  db:L -- R:server",
  radar: 'radar-beta\n  axis a["Maths"], b["Science"], c["English"]\n  curve x["Alice"]{80, 90, 70}',
  treemap: 'treemap-beta\n"Section 1"\n    "Leaf 1.1": 12\n    "Leaf 1.2": 22',
  treeView: 'treeView-beta\n    "docs"\n        "a.md"\n    "src"',
  venn: 'venn-beta\n  set A\n  set B\n  union A,B["AB"]',
  ishikawa:
    "ishikawa-beta\n    Blurry Photo\n    Process\n        Out of focus\n    User\n        Shaky hands",
  info: "info",
  wardley:
    "wardley-beta\ntitle Tea\nanchor Business [0.95, 0.63]\ncomponent Cup of Tea [0.79, 0.61]\nBusiness -> Cup of Tea",
  cynefin: 'cynefin-beta\n  complex\n    "New product"\n  clear\n    "Tea"',
  eventmodeling: "eventmodeling\n\ntf 01 ui CartUI\ntf 02 cmd AddItem\ntf 03 evt ItemAdded",
  railroad: 'railroad-beta\n number = sequence(terminal("a"), nonterminal("b")) ;',
  railroadEbnf: 'railroad-ebnf-beta\n digit = "0" | "1" ;',
  railroadAbnf: 'railroad-abnf-beta\n digit = "0" / "1" ;',
  railroadPeg: 'railroad-peg-beta\n digit <- "0" / "1" ;',
};
