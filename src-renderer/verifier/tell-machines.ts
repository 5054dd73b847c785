import type { MachineResult } from './machine-result.ts';

const id = 'machine-result';
/** How often a result was told, so that a program sees when a new one is there. */
let told = 0;

/** Put the result into the page as a data block, which no browser runs. */
export function tellMachines(result: MachineResult | undefined): void {
  document.getElementById(id)?.remove();
  if (result === undefined) return;
  const block = document.createElement('script');
  block.type = 'application/json';
  block.id = id;
  block.dataset['judgement'] = String(++told);
  block.textContent = JSON.stringify(result);
  document.body.append(block);
}
