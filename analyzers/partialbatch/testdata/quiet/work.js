exports.work = async (event) => { for (const r of event.Records) console.log(r.body); };
