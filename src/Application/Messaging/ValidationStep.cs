using FluentValidation;

namespace Sammenhaeng.Application.Messaging;

/// <summary>Checks the shape of a request. Whether the field allows it is for the aggregate to say.</summary>
public sealed class ValidationStep<TRequest, TAnswer>(IEnumerable<IValidator<TRequest>> validators) : Step<TRequest, TAnswer>
    where TRequest : notnull
{
    protected override async Task<TAnswer> Around(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken)
    {
        foreach (var validator in validators)
        {
            await validator.ValidateAndThrowAsync(request, cancellationToken);
        }
        return await next();
    }
}
