using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>Every typed id is a uuid and every code of the domain is its outside word, wherever they stand.</summary>
internal static class Conversions
{
    public static void Apply(ModelConfigurationBuilder model)
    {
        model.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        foreach (var type in typeof(AggregateRoot).Assembly.GetTypes())
        {
            if (type.IsValueType && type.GetInterfaces().Any(IsId))
            {
                model.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
            }
            else if (type.IsEnum && !type.IsDefined(typeof(FlagsAttribute), false))
            {
                model.Properties(type).HaveConversion(typeof(WordConverter<>).MakeGenericType(type));
            }
        }
    }

    private static bool IsId(Type contract) =>
        contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IId<>);
}

internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
    where TId : struct, IId<TId>
{
    // An expression tree cannot hold a call of a static abstract member.
    private static TId Make(Guid value) => TId.From(value);
}

/// <summary>An instant is an instant, whatever offset it was written with.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);

internal sealed class WordConverter<TCode>() : ValueConverter<TCode, string>(ToWord, FromWord)
    where TCode : struct, Enum
{
    private static readonly Expression<Func<TCode, string>> ToWord = code => Word<TCode>.Of(code);
    private static readonly Expression<Func<string, TCode>> FromWord = word => Word<TCode>.Parse(word);
}
