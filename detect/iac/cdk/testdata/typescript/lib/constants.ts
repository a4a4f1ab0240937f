export const MEMORY = 512;
export const REPORTS = ['daily', 'weekly'];
