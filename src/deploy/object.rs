//! S3, and what speaks its language, and Azure Blob Storage. What opens them is found by `object_store` in
//! the environment: `AWS_…` and `AZURE_…`, and what the platforms give their machines. Of what a store or the network says, only
//! a status and a code word are told: the rest may hold what opens the store.

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientConfigKey, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions,
    PutPayload, RetryConfig, UpdateVersion,
};

use super::object_error::{is_missing, no_store, told};
use super::state::{Published, STATE};
use super::store::{Fault, Store, StoreError, Version};
use super::told::Told;
use crate::check::is_safe_endpoint;
use crate::schema::{Azure, S3};

/// A bucket or a container, and a folder in it.
pub(super) struct Objects {
    store: Box<dyn ObjectStore>,
    prefix: String,
}

/// How long a request may take for the client; how long we wait is our own matter.
const CLIENT_TIMEOUT: &str = "1 hour";

impl Objects {
    pub(super) fn s3(target: &S3) -> Result<Self, Told> {
        use_ring();
        let own = |key| AmazonS3Builder::from_env().get_config_value(&key);
        let endpoint = target.endpoint.as_deref().map(ToOwned::to_owned);
        let endpoint = endpoint
            .or_else(|| own(AmazonS3ConfigKey::S3Endpoint))
            .or_else(|| own(AmazonS3ConfigKey::Endpoint));
        let mut builder = AmazonS3Builder::from_env()
            .with_bucket_name(&*target.bucket)
            .with_allow_http(allows_http(endpoint.as_deref())?)
            .with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), CLIENT_TIMEOUT)
            // Not every store that speaks the language knows how to remove many objects at once.
            .with_disable_bulk_delete(true)
            .with_retry(once());
        if let Some(region) = &target.region {
            builder = builder.with_region(&**region);
        }
        if let Some(endpoint) = endpoint {
            builder = builder.with_config(AmazonS3ConfigKey::S3Endpoint, endpoint);
        }
        let store = builder.build().map_err(|error| no_store(&error))?;
        Ok(Self::new(Box::new(store), target.prefix.as_deref()))
    }

    pub(super) fn azure(target: &Azure) -> Result<Self, Told> {
        use_ring();
        let own = MicrosoftAzureBuilder::from_env().get_config_value(&AzureConfigKey::Endpoint);
        let endpoint = target.endpoint.as_deref().map(ToOwned::to_owned).or(own);
        let mut builder = MicrosoftAzureBuilder::from_env()
            .with_account(&*target.account)
            .with_container_name(&*target.container)
            .with_allow_http(allows_http(endpoint.as_deref())?)
            .with_config(AzureConfigKey::Client(ClientConfigKey::Timeout), CLIENT_TIMEOUT)
            .with_retry(once());
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = builder.build().map_err(|error| no_store(&error))?;
        Ok(Self::new(Box::new(store), target.prefix.as_deref()))
    }

    fn new(store: Box<dyn ObjectStore>, prefix: Option<&str>) -> Self {
        let prefix = prefix.map_or_else(String::new, |prefix| format!("{prefix}/"));
        Self { store, prefix }
    }

    /// The key of a file, with no letter written another way.
    fn key(&self, path: &str) -> Result<Path, StoreError> {
        Path::parse(format!("{}{path}", self.prefix)).map_err(|_| {
            let message = format!("no object can be called `{}`", path.escape_debug());
            StoreError::new(Fault::Lasting, message, "give it another address")
        })
    }

    async fn write(
        &self,
        path: &str,
        bytes: Vec<u8>,
        mode: PutMode,
        headers: [&str; 2],
    ) -> Result<Version, StoreError> {
        let [content_type, cache_control] = headers.map(ToOwned::to_owned);
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, content_type.into());
        attributes.insert(Attribute::CacheControl, cache_control.into());
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        let put = self.store.put_opts(&self.key(path)?, PutPayload::from(bytes), options).await;
        let put = put.map_err(|error| told(&error))?;
        version(put.e_tag)
    }

    async fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, StoreError> {
        let found = match self.store.get(&self.key(path)?).await {
            Ok(found) => found,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(told(&error)),
        };
        let version = version(found.meta.e_tag.clone())?;
        match found.bytes().await {
            Ok(bytes) => Ok(Some((bytes.to_vec(), version))),
            // The store has found it, so whatever went wrong was on the way.
            Err(error) => Err(StoreError { fault: Fault::Passing, ..told(&error) }),
        }
    }
}

impl Store for Objects {
    const HAS_FOLDERS: bool = false;

    async fn read_state(&self) -> Result<Option<(Vec<u8>, Version)>, StoreError> {
        self.read(STATE).await
    }

    async fn put_state(&self, bytes: &[u8], seen: Option<&Version>) -> Result<Version, StoreError> {
        let mode = match seen {
            None => PutMode::Create,
            Some(Version(tag)) => {
                PutMode::Update(UpdateVersion { e_tag: Some(tag.clone()), version: None })
            }
        };
        self.write(STATE, bytes.to_vec(), mode, ["application/json", "no-store"]).await
    }

    async fn prepare(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn put(&self, path: &str, file: &Published, bytes: Vec<u8>) -> Result<(), StoreError> {
        let headers = [&*file.content_type, file.role.cache_control()];
        match self.write(path, bytes, PutMode::Overwrite, headers).await {
            // It was put on no condition, so the store was only busy with another put.
            Err(error) if error.fault == Fault::Conflict => {
                Err(StoreError { fault: Fault::Passing, ..error })
            }
            put => put.map(|_| ()),
        }
    }

    async fn get(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.read(path).await?.map(|(bytes, _)| bytes))
    }

    async fn remove(&self, path: &str) -> Result<(), StoreError> {
        match self.store.delete(&self.key(path)?).await {
            Err(error) if !is_missing(&error) => Err(told(&error)),
            _ => Ok(()),
        }
    }
}

fn version(tag: Option<String>) -> Result<Version, StoreError> {
    let help = "use a store that gives an `ETag`, as S3 and Azure do";
    let what = "the store does not say which version of a file it holds";
    tag.map(Version).ok_or_else(|| StoreError::new(Fault::Lasting, what, help))
}

/// The store's client tries once: how often and when to try again is decided in one place for all.
fn once() -> RetryConfig {
    RetryConfig { max_retries: 0, ..RetryConfig::default() }
}

/// Encryption by ring, which is in the program; another choice would be a second library.
fn use_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Whether requests may go without encryption, which they may on this machine alone.
fn allows_http(endpoint: Option<&str>) -> Result<bool, Told> {
    let Some(endpoint) = endpoint else { return Ok(false) };
    if is_safe_endpoint(endpoint) {
        return Ok(endpoint.starts_with("http://"));
    }
    let message = "the address of the store has no `https`, and the key would go in the open";
    Err(Told::new(message, "write it with `https://` in `content/site.yaml` or the environment"))
}
