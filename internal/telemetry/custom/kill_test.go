package custom

func child() {}
