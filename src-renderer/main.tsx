import '@mantine/core/styles.css';
import '@mantine/dropzone/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/window.css';
import { createRoot } from 'react-dom/client';
import { takeKey } from './api/window-key.ts';
import { App } from './app/app.tsx';

takeKey();

const place = document.getElementById('window');
if (place !== null) createRoot(place).render(<App />);
