/** The card agent: card work on the cardholder's PC, a local page that guides its holder, and a link to the server. */
import { CardError } from './card/card-error.js';
import { readOptions, usage, UsageError } from './config/options.js';
import { StartError } from './config/start-error.js';
import { runAgent } from './run-agent.js';

const say = (text: string): boolean => process.stderr.write(`${text}\n`);

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(usage);
  else process.exitCode = await runAgent(options);
} catch (error) {
  if (error instanceof UsageError) {
    say(`kortlots: ${error.message} See: npm run agent -- --help`);
    process.exitCode = 2;
  } else if (error instanceof StartError || error instanceof CardError) {
    say(`kortlots: ${error.message}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
