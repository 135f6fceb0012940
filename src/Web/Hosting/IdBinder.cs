using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Binds a typed id from the GUID in a route, query or form.</summary>
internal sealed class IdBinder<TId> : IModelBinder
    where TId : struct, IId<TId>
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given == ValueProviderResult.None || string.IsNullOrEmpty(given.FirstValue))
        {
            return Task.CompletedTask;
        }
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);
        if (Guid.TryParse(given.FirstValue, out var value))
        {
            bindingContext.Result = ModelBindingResult.Success(TId.From(value));
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, "id");
        }
        return Task.CompletedTask;
    }
}

internal sealed class IdBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var type = Nullable.GetUnderlyingType(context.Metadata.ModelType) ?? context.Metadata.ModelType;
        var isId = type.IsValueType && type.GetInterfaces().Any(contract =>
            contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IId<>));
        return isId ? new BinderTypeModelBinder(typeof(IdBinder<>).MakeGenericType(type)) : null;
    }
}
