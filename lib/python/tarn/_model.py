# SPDX-License-Identifier: MIT
"""Gives a botocore that is older than the operations a model of them.

botocore has the operations since 1.42.25. An older one loads models from folders, and merges what it finds in files
named `sdk-extras` into its own. So a folder with the operations alone is enough. The names of the operations, their
members, what is required, and the exceptions come from the tables by which the library checks calls; only the types,
and what operations of set-up take besides, stand here.
"""

import atexit
import functools
import importlib.util
import json
import shutil
import sys
import tempfile
from pathlib import Path

from ._library import library

FIRST_WITH_OPERATIONS = (1, 42, 25)
FIRST_WITH_CATALOGS = (1, 35, 74)

VERSIONS = {"glue": "2017-03-31", "datazone": "2018-05-10"}
LISTS = {"glue": ("ListMaterializedViewRefreshTaskRuns", "NextToken", "MaxResults", "MaterializedViewRefreshTaskRuns"),
         "datazone": ("ListMetadataGenerationRuns", "nextToken", "maxResults", "items")}
RUN_OPERATIONS = ("RefreshTaskRun", "MetadataGenerationRun")
#: The operations of set-up that an old botocore lacks.
SET_UP = {"glue": {"CreateCatalog"},
          "datazone": {"CreateDomain", "CreateUserProfile", "CreateProject", "CreateProjectMembership", "CreateAsset",
                       "CreateAssetRevision", "GetAsset", "AcceptPredictions", "RejectPredictions"}}

#: The types of members by their names; all others are texts.
TYPES = {
    "glue": {"FullRefresh": "Boolean", "MaxResults": "Integer"},
    "datazone": {"maxResults": "Integer", "target": "Target", "types": "Types", "clientToken": "ClientToken"},
}
#: What an operation of set-up takes besides the members that the library checks.
FORMS = {"typeRevision": "Text", "description": "Text", "glossaryTerms": "Texts", "formsInput": "FormsInput",
         "predictionConfiguration": "PredictionConfiguration", "clientToken": "ClientToken"}
MORE = {
    "CreateDomain": {"description": "Text", "singleSignOn": "SingleSignOn", "domainExecutionRole": "Text",
                     "kmsKeyIdentifier": "Text", "tags": "Map", "serviceRole": "Text", "clientToken": "ClientToken"},
    "CreateUserProfile": {"userType": "Text", "sessionName": "Text", "clientToken": "ClientToken"},
    "CreateProject": {"description": "Text", "glossaryTerms": "Texts", "domainUnitId": "Text",
                      "projectProfileId": "Text", "resourceTags": "Map"},
    "CreateProjectMembership": {"member": "Member", "designation": "Text"},
    "CreateAsset": {"externalIdentifier": "Text", **FORMS},
    "CreateAssetRevision": FORMS,
    "AcceptPredictions": {"acceptRule": "Rule", "acceptChoices": "AcceptChoices", "clientToken": "ClientToken"},
    "RejectPredictions": {"rejectRule": "Rule", "rejectChoices": "RejectChoices", "clientToken": "ClientToken"},
}
#: Where the library has other members than the service, or does not say what the service requires.
INPUTS = {"CreateCatalog": ({"Name": "Text", "CatalogInput": "CatalogInput", "Tags": "Map"}, ("Name", "CatalogInput"))}
REQUIRED = {"CreateProjectMembership": ["member", "designation"]}
UNSERVED = {"CreateAssetRevision": "typeIdentifier"}
#: The methods and paths of DataZone, after `/v2/domains`.
RUNS = "/{domainIdentifier}/metadata-generation-runs"
ASSETS = "/{domainIdentifier}/assets"
PATHS = {
    "StartMetadataGenerationRun": ("POST", RUNS),
    "GetMetadataGenerationRun": ("GET", RUNS + "/{identifier}"),
    "CancelMetadataGenerationRun": ("POST", RUNS + "/{identifier}/cancel"),
    "ListMetadataGenerationRuns": ("GET", RUNS),
    "CreateDomain": ("POST", ""),
    "CreateUserProfile": ("POST", "/{domainIdentifier}/user-profiles"),
    "CreateProject": ("POST", "/{domainIdentifier}/projects"),
    "CreateProjectMembership": ("POST", "/{domainIdentifier}/projects/{projectIdentifier}/createMembership"),
    "CreateAsset": ("POST", ASSETS),
    "CreateAssetRevision": ("POST", ASSETS + "/{identifier}/revisions"),
    "GetAsset": ("GET", ASSETS + "/{identifier}"),
    "AcceptPredictions": ("PUT", ASSETS + "/{identifier}/accept-predictions"),
    "RejectPredictions": ("PUT", ASSETS + "/{identifier}/reject-predictions"),
}
RUN = {"id": "Text", "domainId": "Text", "owningProjectId": "Text", "status": "Text", "type": "Text", "types": "Types",
       "createdAt": "Time", "createdBy": "Text"}
ASSET = {**dict.fromkeys(("id", "name", "typeIdentifier", "typeRevision", "revision", "owningProjectId", "domainId",
                          "externalIdentifier", "description"), "Text"),
         "glossaryTerms": "Texts", "formsOutput": "FormsOutput", "readOnlyFormsOutput": "FormsOutput"}
OUTPUTS = {
    "StartMaterializedViewRefreshTaskRun": {"MaterializedViewRefreshTaskRunId": "Text"},
    "GetMaterializedViewRefreshTaskRun": {"MaterializedViewRefreshTaskRun": "RefreshRun"},
    "StopMaterializedViewRefreshTaskRun": {},
    "ListMaterializedViewRefreshTaskRuns": {"MaterializedViewRefreshTaskRuns": "RefreshRuns", "NextToken": "Text"},
    "StartMetadataGenerationRun": RUN,
    "GetMetadataGenerationRun": {**RUN, "target": "Target", "typeStats": "TypeStats"},
    "CancelMetadataGenerationRun": {},
    "ListMetadataGenerationRuns": {"items": "Items", "nextToken": "Text"},
    "CreateCatalog": {},
    "CreateDomain": dict.fromkeys(("id", "name", "arn", "status", "domainVersion"), "Text"),
    "CreateUserProfile": {**dict.fromkeys(("domainId", "id", "type", "status"), "Text"), "details": "UserDetails"},
    "CreateProject": dict.fromkeys(("domainId", "id", "name", "createdBy", "projectStatus"), "Text"),
    "CreateProjectMembership": {},
    "CreateAsset": ASSET,
    "CreateAssetRevision": ASSET,
    "GetAsset": ASSET,
    "AcceptPredictions": dict.fromkeys(("domainId", "assetId", "revision"), "Text"),
    "RejectPredictions": dict.fromkeys(("domainId", "assetId", "assetRevision"), "Text"),
}


def structure(members, required=(), **more):
    shape = {"type": "structure", "members": {name: {"shape": "Tarn" + kind} for name, kind in members.items()}}
    return {**shape, **({"required": list(required)} if required else {}), **more}


def simple_shapes():
    texts = {kind: {"type": "list", "member": {"shape": "Tarn" + of}} for kind, of in (
        ("Texts", "Text"), ("Types", "Text"), ("Items", "Item"), ("TypeStats", "TypeStat"),
        ("RefreshRuns", "RefreshRun"), ("FormsInput", "FormInput"), ("FormsOutput", "FormOutput"),
        ("AcceptChoices", "AcceptChoice"), ("RejectChoices", "RejectChoice"), ("Integers", "AnyInteger"))}
    return {
        "Text": {"type": "string"}, "Boolean": {"type": "boolean", "box": True},
        "Integer": {"type": "integer", "box": True, "min": 1}, "Long": {"type": "long", "box": True},
        "Double": {"type": "double"}, "Time": {"type": "timestamp"}, "ClientToken": {"type": "string"}, **texts,
        "Target": structure({"type": "Text", "identifier": "Text", "revision": "Text"}, ("type", "identifier")),
        "TypeStat": structure({"type": "Text", "status": "Text", "errorMessage": "Text"}, ("type", "status")),
        "Item": structure({**RUN, "target": "Target"}),
        "RefreshRun": structure({
            **dict.fromkeys(("CustomerId", "MaterializedViewRefreshTaskRunId", "DatabaseName", "TableName",
                             "CatalogId", "Role", "Status", "ErrorMessage", "RefreshType"), "Text"),
            **dict.fromkeys(("CreationTime", "LastUpdated", "StartTime", "EndTime"), "Time"),
            "DPUSeconds": "Double", "ProcessedBytes": "Long"}),
        "ViewDefinition": structure({
            "Definer": "Text", "ViewVersionId": "Long", "RefreshSeconds": "Long", "LastRefreshType": "Text",
            "SubObjects": "Texts", "SubObjectVersionIds": "Longs"}),
        "Longs": {"type": "list", "member": {"shape": "TarnLong"}},
        "Map": {"type": "map", "key": {"shape": "TarnText"}, "value": {"shape": "TarnText"}},
        "AnyInteger": {"type": "integer", "box": True}, "Float": {"type": "float", "box": True},
        "FederatedCatalog": structure(dict.fromkeys(("Identifier", "ConnectionName", "ConnectionType"), "Text")),
        "CatalogInput": structure({"Description": "Text", "FederatedCatalog": "FederatedCatalog", "Parameters": "Map"}),
        "SingleSignOn": structure(dict.fromkeys(("type", "userAssignment", "idcInstanceArn"), "Text")),
        "IamUser": structure({"arn": "Text"}), "UserDetails": structure({"iam": "IamUser"}),
        "Member": structure({"userIdentifier": "Text", "groupIdentifier": "Text"}),
        "FormInput": structure(dict.fromkeys(("formName", "typeIdentifier", "typeRevision", "content"), "Text"),
                               ("formName",)),
        "FormOutput": structure(dict.fromkeys(("formName", "typeName", "typeRevision", "content"), "Text")),
        "Enabled": structure({"enabled": "Boolean"}),
        "PredictionConfiguration": structure({"businessNameGeneration": "Enabled"}),
        "Rule": structure({"rule": "Text", "threshold": "Float"}),
        "AcceptChoice": structure({"predictionTarget": "Text", "predictionChoice": "AnyInteger",
                                   "editedValue": "Text"}, ("predictionTarget",)),
        "RejectChoice": structure({"predictionTarget": "Text", "predictionChoices": "Integers"},
                                  ("predictionTarget",)),
    }


def make_input(service_name, service, operation):
    """The input of an operation: its members and which of them are required, as the library checks them."""
    if operation in INPUTS:
        return structure(*INPUTS[operation])
    members = [member for member in library.service_list_members(service, operation)
               if "." not in member and member != UNSERVED.get(operation)]
    types = {member: TYPES[service_name].get(member, "Text") for member in members}
    shape = structure({**types, **MORE.get(operation, {})},
                      [member for member in members if library.service_is_member_required(service, operation, member)]
                      + REQUIRED.get(operation, []))
    if service_name == "datazone":
        method, path = PATHS[operation]
        for member, reference in shape["members"].items():
            if f"{{{member}}}" in path:
                reference.update(location="uri", locationName=member)
            elif method == "GET" or (method, member) == ("PUT", "revision"):
                reference.update(location="querystring", locationName=member)
            elif member == "clientToken":
                reference["idempotencyToken"] = True
    return shape


def make_operation(service_name, operation, exceptions):
    method, path = PATHS.get(operation, ("POST", "/"))
    if service_name == "datazone":
        path = "/v2/domains" + path
    return {"name": operation, "http": {"method": method, "requestUri": path},
            "input": {"shape": f"Tarn{operation}Input"}, "output": {"shape": f"Tarn{operation}Output"},
            "errors": [{"shape": exception} for exception in exceptions]}


def make_exception(service_name, service, exception):
    if service_name == "glue":
        federated = {"FromFederationSource": "Boolean"} if exception in (
            "EntityNotFoundException", "InvalidInputException") else {}
        return structure({"Message": "Text", **federated}, exception=True)
    status = library.service_get_exception_status(service, exception)
    return structure({"message": "Text"}, exception=True, error={"httpStatusCode": status})


def make_model(service_name, has_set_up):
    """Makes what an old model lacks: operations, their shapes and their exceptions."""
    set_up = () if has_set_up else SET_UP[service_name]
    engine = library.engine_new(0)
    try:
        service = library.engine_get_service(engine, service_name)
        operations = [name for name in library.service_list_operations(service)
                      if name in set_up or any(word in name for word in RUN_OPERATIONS)]
        shapes = {"Tarn" + kind: shape for kind, shape in simple_shapes().items()}
        model = {"operations": {}, "shapes": shapes}
        for operation in operations:
            exceptions = library.service_list_exceptions(service, operation)
            model["operations"][operation] = make_operation(service_name, operation, exceptions)
            shapes[f"Tarn{operation}Input"] = make_input(service_name, service, operation)
            shapes[f"Tarn{operation}Output"] = structure(OUTPUTS[operation])
            shapes.update({name: make_exception(service_name, service, name) for name in exceptions})
    finally:
        library.g_object_unref(engine)
    if service_name == "glue":
        shapes["TableInput"] = {"members": {"ViewDefinition": {"shape": "TarnViewDefinition"}}}
        shapes["Table"] = {"members": {"ViewDefinition": {"shape": "TarnViewDefinition"},
                                       "IsMaterializedView": {"shape": "TarnBoolean"}}}
    return model


def make_pages(service_name):
    operation, token, limit, result = LISTS[service_name]
    return {operation: {"input_token": token, "output_token": token, "limit_key": limit, "result_key": result}}


DATAZONE = {
    "version": "2.0",
    "metadata": {"apiVersion": VERSIONS["datazone"], "endpointPrefix": "datazone", "protocol": "rest-json",
                 "serviceFullName": "Amazon DataZone", "serviceId": "DataZone", "signatureVersion": "v4",
                 "signingName": "datazone", "uid": "datazone-2018-05-10"},
}


def write(folder, has_datazone, has_catalogs):
    """Writes the files that botocore loads. It has had Glue for long, and DataZone since 2023."""
    for service_name, version in VERSIONS.items():
        model = make_model(service_name, has_datazone if service_name == "datazone" else has_catalogs)
        path, pages = Path(folder, service_name, version), make_pages(service_name)
        files = {"service-2.sdk-extras": {"version": 1.0, "merge": model},
                 "paginators-1.sdk-extras": {"version": 1.0, "merge": {"pagination": pages}}}
        if service_name == "datazone" and not has_datazone:
            files = {"service-2": {**DATAZONE, **model}, "paginators-1": {"pagination": pages}}
        path.mkdir(parents=True)
        for name, content in files.items():
            (path / (name + ".json")).write_text(json.dumps(content), encoding="utf-8")


def read_version(version):
    return tuple(int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")[:3])


def make_folder(has_datazone, has_catalogs):
    folder = tempfile.mkdtemp(prefix="tarn-botocore-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write(folder, has_datazone, has_catalogs)
    return folder


def install():
    """Puts the model where every loader of botocore finds it, if this botocore needs it."""
    import botocore
    from botocore.loaders import Loader

    version = read_version(botocore.__version__)
    if version >= FIRST_WITH_OPERATIONS or hasattr(Loader, "tarn_folder"):
        return
    Loader.tarn_folder = functools.lru_cache(None)(
        lambda: make_folder(Path(Loader.BUILTIN_DATA_PATH, "datazone").exists(), version >= FIRST_WITH_CATALOGS))
    search_paths = Loader.search_paths.fget
    # A folder of the user's own, by AWS_DATA_PATH, comes first: it may have the whole model.
    Loader.search_paths = property(lambda loader: [*search_paths(loader), Loader.tarn_folder()])


class Watch:
    """Waits for the import of botocore, because its sessions keep what they have loaded once."""

    def find_spec(self, name, path=None, target=None):
        if name != "botocore.loaders":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def execute_and_install(module):
            execute(module)
            install()

        spec.loader.exec_module = execute_and_install
        return spec


def watch():
    """Installs the model as soon as the program imports botocore."""
    if "botocore.loaders" in sys.modules:
        install()
    elif not any(isinstance(finder, Watch) for finder in sys.meta_path):
        sys.meta_path.insert(0, Watch())
