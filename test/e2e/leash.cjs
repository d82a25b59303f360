// Runs a program and ends it, with all that it started, when the owner's pipe to us closes: by
// intent, by a crash or by a kill. We lead a process group of our own, so that only ours end.
// LEASH_REMOVE names a temporary folder that goes with the program.
const { spawn } = require("node:child_process");
const { rmSync } = require("node:fs");

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("exit", (code) => process.exit(code ?? 1));
process.stdin
  .on("end", () => {
    child.kill("SIGKILL");
    const folder = process.env.LEASH_REMOVE;
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.kill(-process.pid, "SIGKILL");
  })
  .resume();
