module.exports = { limits: { high: 10, 'low': 1 } };
module.exports.made = async () => ({ x: 1 });
