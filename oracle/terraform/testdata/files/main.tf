resource "check" "files" {
  v1  = file("${path.module}/hello.txt")
  v2  = fileexists("hello.txt")
  v3  = fileset(path.module, "templates/*.tftpl")
  v4  = filebase64("hello.txt")
  v5  = filemd5("hello.txt")
  v6  = filesha1("hello.txt")
  v7  = filesha256("hello.txt")
  v8  = filesha512("hello.txt")
  v9  = filebase64sha256("hello.txt")
  v10 = filebase64sha512("hello.txt")
  v11 = templatefile("templates/list.tftpl", { name = "x", items = ["a", "b"], on = true })
  v12 = jsondecode(file("data.json")).queues[*].name
  v13 = yamldecode(file("data.yaml"))
  v14 = { for f in fileset(path.module, "**/*.tftpl") : basename(f) => filesha1(f) }
  v15 = fileset(path.module, "{hello,data}.{txt,json}")
  v16 = path.module
  v17 = path.root
}
