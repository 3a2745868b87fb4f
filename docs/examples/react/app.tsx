// An application that uses the hooks.
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { docent } from 'docent';
import { useDocent, useDocentEvent, useOpenPrompt } from './use_docent.ts';

function App() {
  const [finished, setFinished] = useState<string[]>([]);
  useDocent({ key: 'react', config: '/docent.json' }, { id: 'u_42', traits: { plan: 'team' } });
  useDocentEvent('complete', ({ campaign }) => setFinished((list) => [...list, campaign]));
  const prompt = useOpenPrompt();
  return (
    <main>
      <button id="send" onClick={() => docent.track('invoice_sent', { amount: 120 })}>
        Send
      </button>
      <button id="help" onClick={() => void docent.start('hello')}>
        Show me around
      </button>
      <p id="open">{prompt ? `${prompt.campaign} is open` : 'nothing is open'}</p>
      <p id="finished">{finished.join(', ')}</p>
    </main>
  );
}

const container = document.getElementById('root');
if (container) {
  createRoot(container).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
