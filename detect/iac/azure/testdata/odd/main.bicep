param a string = b
param b string = a
param
resource x 'Microsoft.Cache/redis@2020-01-01' = {
  name: a
  unclosed: [
resource broken = {
var s = 'not closed
module self 'main.bicep' = { name: 'x' }
module two 'two.bicep' = { name: 'y', params: { p: [for i in range(0, 3): i] } }
var z = (1 + 
??? 
