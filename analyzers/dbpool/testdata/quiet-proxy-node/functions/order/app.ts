import { Pool } from "pg";

const pool = new Pool({ host: process.env.DB_HOST, max: 1 });

export const handler = async (event: { id: string }) => {
  await pool.query("INSERT INTO orders VALUES ($1)", [event.id]);
};
