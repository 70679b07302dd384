// The first file every command runs, on whatever Node a machine has: before the version check only what Node 6 reads.
const oldest = [20, 9];
const version = process.versions.node.split(".").map(Number);

if (version[0] < oldest[0] || (version[0] === oldest[0] && version[1] < oldest[1])) {
  const found = process.versions.node;
  process.stderr.write(`Vitrine needs Node ${oldest.join(".")} or newer; this is Node ${found}.\n`);
  process.exitCode = 1;
} else {
  const { launch } = require("./launch.cjs");
  launch(process.argv[2], process.argv.slice(3));
}
