// Loaded into the programs that the commands run: when a command is killed outright, its channel closes and they stop too.
// A program's own children inherit `--require`; theirs is another channel, and theirs to use.
if (process.env.VITRINE_PARENT_PID === String(process.ppid) && process.channel !== undefined) {
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 35_000).unref();
  });
  // Listening must not keep a program alive that has nothing else to do.
  process.channel.unref();
}
