const { work } = require("./work");

exports.handler = async (event) => {
  console.log(event.Records[0].body);
  await work(event);
};
