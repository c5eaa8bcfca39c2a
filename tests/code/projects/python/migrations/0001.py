op.execute("select nothing from nowhere")
