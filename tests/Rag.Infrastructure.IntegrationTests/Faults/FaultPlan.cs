using System.Reflection;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>When a call fails: before it did anything, or after it has done everything but nobody hears of it.</summary>
public enum FaultMoment
{
    Before,
    After,
}

/// <summary>What fails: this one call, or the process with it, so that every later call fails too.</summary>
public enum FaultReach
{
    Once,
    Crash,
}

/// <summary>Counts the calls through the ports and lets one of them fail.</summary>
public sealed class FaultPlan
{
    private int _calls;
    private volatile bool _isDown;

    public int FailingCall { get; init; }

    public FaultMoment Moment { get; init; }

    public FaultReach Reach { get; init; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>What failed, for the message of a test.</summary>
    public string? Failed { get; private set; }

    /// <summary>The same port with the plan before and behind it.</summary>
    public T Around<T>(T port)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, FaultyPort>();
        ((FaultyPort)(object)proxy).Use(port, this);
        return proxy;
    }

    public int Enter(string call)
    {
        if (_isDown)
        {
            throw new InjectedFaultException("down");
        }

        var number = Interlocked.Increment(ref _calls);
        Fail(number, call, FaultMoment.Before);
        return number;
    }

    public void Leave(int number, string call) => Fail(number, call, FaultMoment.After);

    private void Fail(int number, string call, FaultMoment moment)
    {
        if (number == FailingCall && moment == Moment)
        {
            Failed = call;
            _isDown = Reach == FaultReach.Crash;
            throw new InjectedFaultException(call);
        }
    }
}

public sealed class InjectedFaultException(string call) : IOException($"Injected at {call}.");

/// <summary>Stands before a port and lets every asynchronous call pass through the plan.</summary>
public class FaultyPort : DispatchProxy
{
    private static readonly MethodInfo WithResult =
        typeof(FaultyPort).GetMethod(nameof(RunWithResultAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private object _port = null!;
    private FaultPlan _plan = null!;

    public void Use(object port, FaultPlan plan) => (_port, _plan) = (port, plan);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (method.ReturnType == typeof(Task))
        {
            return RunAsync(method, args);
        }

        return typeof(Task).IsAssignableFrom(method.ReturnType)
            ? WithResult.MakeGenericMethod(method.ReturnType.GenericTypeArguments[0]).Invoke(this, [method, args])
            : Call(method, args);
    }

    private async Task RunAsync(MethodInfo method, object?[]? args)
    {
        var name = NameOf(method);
        var number = _plan.Enter(name);
        await (Task)Call(method, args)!;
        _plan.Leave(number, name);
    }

    private async Task<T> RunWithResultAsync<T>(MethodInfo method, object?[]? args)
    {
        var name = NameOf(method);
        var number = _plan.Enter(name);
        var result = await (Task<T>)Call(method, args)!;
        _plan.Leave(number, name);
        return result;
    }

    private object? Call(MethodInfo method, object?[]? args) =>
        method.Invoke(_port, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
