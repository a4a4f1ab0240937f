export const audit = { handler: 'src/functions/report/audit.main', events: [{ schedule: { rate: ['rate(1 hour)'] } }] };
export default {
  handler: `src/functions/report/handler.main`,
  snapStart: false,
  provisionedConcurrency: 2,
  url: true,
};
