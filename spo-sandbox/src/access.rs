//! What a caller needs to have an identity before the sandbox: certificates and configuration.

use spo_core::dgws::{CareProvider, Identity};
use spo_core::{
    BlockService, ClientConfig, Cvr, Error, Exchange, Exchanges, ReadAddresses, SorCode, TokenService,
};

use crate::authority::USING_ORGANISATION;
use crate::master_data::MASTER_DATA_PATHS;
use crate::{Authority, Employee, Sandbox, Server, TestCredential, Transaction, token_service};

impl Sandbox {
    /// The authority whose certificates this sandbox accepts: one for all sandboxes of the process, made when it is first
    /// asked for.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when this machine gives no random numbers.
    pub fn authority(&self) -> Result<&'static Authority, Error> {
        Authority::of_this_process()
    }

    /// The certificate of a system (VOCES, FOCES) of the organisation with this number and name.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when it cannot be made.
    pub fn system_credential(
        &self,
        cvr: &Cvr,
        organisation: impl Into<String>,
    ) -> Result<TestCredential, Error> {
        self.authority()?
            .organisation(CareProvider::new(cvr.clone(), organisation))
    }

    /// The certificate of an employee (MOCES), whom the token service then knows.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when it cannot be made.
    pub fn employee_credential(&self, employee: &Employee) -> Result<TestCredential, Error> {
        self.authority()?.employee(employee.clone())
    }

    /// The identity of a system of an organisation made up for trials, for whoever does not care which.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when its certificate cannot be made.
    pub fn identity(&self) -> Result<Identity, Error> {
        Ok(self
            .authority()?
            .organisation(Employee::example()?.organisation)?
            .identity())
    }

    /// The identity of a health professional made up for trials: an authorised doctor at work, who reads on his own behalf.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when his certificate cannot be made.
    pub fn professional_identity(&self) -> Result<Identity, Error> {
        let doctor = Employee::example()?;
        let identity = self.employee_credential(&doctor)?.identity();
        Ok(identity.with_caller(doctor.caller(SorCode::parse(USING_ORGANISATION)?)))
    }

    /// The configuration of a client that has this sandbox as its transport: addresses, the token service and its
    /// certificate.
    ///
    /// ```
    /// use spo_core::Client;
    /// use spo_sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::new()?;
    /// let client = Client::builder(sandbox.client_config()?)
    ///     .transport(sandbox.clone())
    ///     .identity(sandbox.identity()?)
    ///     .build()?;
    /// # Ok::<(), spo_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when the token service's certificate cannot be made.
    pub fn client_config(&self) -> Result<ClientConfig, Error> {
        // Clients keep cards by the token service's address, so every sandbox has its own.
        self.client_config_at(&format!("http://sandbox-{}.invalid", self.number()))
    }

    fn client_config_at(&self, base: &str) -> Result<ClientConfig, Error> {
        let url = format!("{base}{}", Transaction::IssueIdCard.path());
        let certificate = self.authority()?.token_service().certificate_pem().to_owned();
        let exchange = |service: Transaction, audience: &str| {
            Some(Exchange::new(format!("{base}{}", service.path()), audience))
        };
        let mut token_service = TokenService::new(url, vec![certificate]);
        token_service.exchanges = Exchanges {
            employee: exchange(Transaction::EmployeeExchange, token_service::CARDS),
            citizen: exchange(Transaction::CitizenExchange, token_service::DOCUMENT_SHARING),
            citizen_jwt: exchange(Transaction::JwtExchange, token_service::DOCUMENT_SHARING),
        };
        let [query, retrieve] = MASTER_DATA_PATHS.map(|path| format!("{base}{path}"));
        let master_data = ReadAddresses { query, retrieve };
        let plain = ClientConfig::sandbox(base);
        let blocks = plain.blocks.clone().map(|service| BlockService {
            audience: Some(token_service::BLOCKS.to_owned()),
            ..service
        });
        Ok(ClientConfig {
            blocks,
            token_service: Some(token_service),
            master_data: Some(master_data),
            ..plain
        })
    }
}

impl Server {
    /// The configuration of a client that calls this server: addresses, the token service and its certificate.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when the token service's certificate cannot be made.
    pub fn client_config(&self) -> Result<ClientConfig, Error> {
        self.sandbox().client_config_at(&self.url())
    }
}
