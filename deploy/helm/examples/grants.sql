-- psql --file grants.sql, as the superuser, once after the databases and roles were made: into each database come its owner and its
-- service, and nobody else. Rights on tables come with the migrations.
revoke all on database postgres from public;
revoke all on database template1 from public;
revoke all on database keycloak from public;

revoke all on database case_intake from public;
grant connect on database case_intake to case_intake;
\connect case_intake
alter schema public owner to case_intake_owner;
revoke all on schema public from public;
grant usage on schema public to case_intake;

revoke all on database survey_delivery from public;
grant connect on database survey_delivery to survey_delivery;
\connect survey_delivery
alter schema public owner to survey_delivery_owner;
revoke all on schema public from public;
grant usage on schema public to survey_delivery;

revoke all on database response_collection from public;
grant connect on database response_collection to response_collection;
\connect response_collection
alter schema public owner to response_collection_owner;
revoke all on schema public from public;
grant usage on schema public to response_collection;

revoke all on database reporting from public;
grant connect on database reporting to reporting;
\connect reporting
alter schema public owner to reporting_owner;
revoke all on schema public from public;
grant usage on schema public to reporting;

revoke all on database portal from public;
grant connect on database portal to portal;
\connect portal
alter schema public owner to portal_owner;
revoke all on schema public from public;
grant usage on schema public to portal;
