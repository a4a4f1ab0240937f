job "fetch" {
  group "fetch" {
    task "fetch" {
      driver = "raw_exec"
      artifact {
        source      = "git::https://example.com/shop"
        destination = "local/repo"
      }
      config {
        command = "bash"
        args    = ["-c", "cd local/repo/cmd/fetch && go run ."]
      }
    }
  }
}
