import './no-eval.ts';
import { startPage } from './page.ts';

startPage();
