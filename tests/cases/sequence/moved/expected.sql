create sequence app.invoice_number;
