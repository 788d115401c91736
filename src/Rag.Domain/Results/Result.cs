using System.Diagnostics.CodeAnalysis;

namespace Rag.Domain.Results;

/// <summary>A type that can be made from an <see cref="Error"/> alone, so that a pipeline behavior needs no reflection.</summary>
public interface IFailable<TSelf>
    where TSelf : IFailable<TSelf>
{
    static abstract TSelf Failure(Error error);

    /// <summary>The refusal, or null where it succeeded.</summary>
    Error? Error { get; }
}

/// <summary>The outcome of a use case that answers nothing but success.</summary>
public sealed class Result : IFailable<Result>
{
    public static readonly Result Success = new(error: null);

    private Result(Error? error) => Error = error;

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public static Result Failure(Error error) => new(error);

    public static implicit operator Result(Error error) => Failure(error);
}

/// <summary>A value, or the reason why there is none.</summary>
public sealed class Result<T> : IFailable<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"A failure has no value: {Error.Code}.");

    public static Result<T> Success(T value) => new(value, error: null);

    public static Result<T> Failure(Error error) => new(value: default, error);

    public static implicit operator Result<T>(T value) => Success(value);

    public static implicit operator Result<T>(Error error) => Failure(error);
}
