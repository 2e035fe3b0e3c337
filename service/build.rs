//! Cuts the server's half out of the contract.

fn main() -> Result<(), counterpart::Error> {
    counterpart::configure()
        .server(true)
        .client(false)
        .compile("../spec/external_payments.yaml")
}
