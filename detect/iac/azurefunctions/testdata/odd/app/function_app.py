import azure.functions
@app.route(
def x(