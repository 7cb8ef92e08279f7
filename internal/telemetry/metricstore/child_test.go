package metricstore

func child() {}
