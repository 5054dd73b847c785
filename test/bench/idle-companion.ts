import { monitorEventLoopDelay } from 'node:perf_hooks';

// A process that does nothing beside the work that is measured: a pause of its event loop is the machine's, not ours.
// Any message begins a stretch, or ends it and is answered with the longest pause in milliseconds.
const delay = monitorEventLoopDelay({ resolution: 1 });
let running = false;

process.on('message', () => {
  if (running) delay.disable();
  process.send?.(running ? delay.max / 1e6 : 'watching');
  delay.reset();
  if (!running) delay.enable();
  running = !running;
});
process.once('disconnect', () => process.exit());
