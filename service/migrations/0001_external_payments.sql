-- One text for SQLite and PostgreSQL: only what both understand in the same way.

CREATE TABLE payment_gateways (
    id TEXT NOT NULL PRIMARY KEY
);

-- An order without a payment method that names a gateway exists, and cannot be paid here.
CREATE TABLE orders (
    id TEXT NOT NULL PRIMARY KEY,
    payment_gateway_id TEXT REFERENCES payment_gateways (id)
);

-- Free-form objects are kept as their JSON text, because the binary types of both databases reorder members. Times are
-- milliseconds since 1970, which is all that the contract shows.
CREATE TABLE external_payments (
    id TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    payment_gateway_id TEXT NOT NULL REFERENCES payment_gateways (id),
    payment_source_token TEXT NOT NULL,
    options TEXT,
    reference TEXT,
    reference_origin TEXT,
    metadata TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX external_payments_order_id ON external_payments (order_id);
