using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sammenhaeng.Web.Api;

/// <summary>What the OpenAPI document says about all routes alike: how to sign in, which headers, how errors look.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    private const string Scheme = "clientCredentials";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            ShowIdsAsText(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, cancellationToken) =>
        {
            ShowHeaders(operation, context.Description.ActionDescriptor.EndpointMetadata, context.Description.HttpMethod);
            await ShowProblemsAsync(operation, context, cancellationToken);
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Sammenhæng",
            Version = Name,
            Description = "Course documents in; shared plans and their conflicts out. Errors are problem details (RFC 9457). "
                + "No CPR number stands in any address.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri("/connect/token", UriKind.Relative),
                        Scopes = new Dictionary<string, string>(),
                    },
                },
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }

    private static void ShowIdsAsText(OpenApiSchema schema, Type type)
    {
        if (new IdJson().CanConvert(Nullable.GetUnderlyingType(type) ?? type))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
            schema.Properties = null;
            schema.Required = null;
        }
    }

    private static void ShowHeaders(OpenApiOperation operation, IList<object> metadata, string? method)
    {
        var takes = metadata.OfType<MethodInfo>()
            .SelectMany(handler => handler.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .ToHashSet();
        operation.Parameters ??= [];
        if (takes.Contains(typeof(IfMatch)))
        {
            operation.Parameters.Add(Header(IfMatch.Header, "The ETag that was read. 428 without it, 412 when it is no longer the newest.", true));
        }
        if (method is "POST" or "PUT" or "DELETE" or "PATCH" && !metadata.OfType<NeedsNoIdempotencyKey>().Any())
        {
            operation.Parameters.Add(Header(
                IdempotencyKey.Header, "Sent again with the same key, a request gets the same answer and changes nothing.", false));
        }
        if (takes.Contains(typeof(Paging)))
        {
            operation.Parameters.Add(Number("page", null));
            operation.Parameters.Add(Number("size", Paging.MostOnAPage));
        }
    }

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter Number(string name, int? most) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = most?.ToString(CultureInfo.InvariantCulture) },
    };

    private static async Task ShowProblemsAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        context.Document?.AddComponent(nameof(Problem), schema);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Problem details",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problems.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };
    }
}
