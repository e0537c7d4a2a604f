import { createRoot } from 'react-dom/client';
import '../style/styles.css';
import { Gallery } from './Gallery.js';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Gallery />);
