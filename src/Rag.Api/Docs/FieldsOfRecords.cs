using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Rag.Api.Docs;

/// <summary>
/// What a record's constructor says and its properties do not: a parameter with a default may be left out, one that is
/// <see cref="RequiredAttribute"/> may not. Unknown fields are ignored everywhere, so no schema forbids them.
/// </summary>
internal sealed class FieldsOfRecords : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties.Count: > 0 } of)
        {
            return;
        }

        of.AdditionalPropertiesAllowed = true;
        foreach (var parameter in context.Type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
        {
            var name = ApiJson.Naming.ConvertName(parameter.Name!);
            if (parameter.HasDefaultValue)
            {
                of.Required?.Remove(name);
            }
            else if (parameter.GetCustomAttribute<RequiredAttribute>() is not null)
            {
                (of.Required ??= new HashSet<string>()).Add(name);
            }
        }
    }
}
