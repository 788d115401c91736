namespace Rag.Api.FunctionalTests.Crash;

/// <summary>
/// Kills at random moments. The seed is printed; <c>CRASH_SEED=… ./test.sh all -- --filter FullyQualifiedName~CrashTests</c> does the
/// same again, as far as two runs of one program can be the same. <c>./test.sh long</c> kills 200 times.
/// </summary>
[NonParallelizable]
public sealed class CrashTests
{
    private const int KillsOfACampaign = 10;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RAG_LONG") == "1";

    [Test]
    public async Task Nothing_acknowledged_is_lost_or_there_twice_whenever_the_process_is_killed()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("CRASH_SEED"), out var given) ? given : Random.Shared.Next(1, 100_000_000);
        var campaigns = IsLong ? 200 / KillsOfACampaign : 1;
        for (var seed = first; seed < first + campaigns; seed++)
        {
            await TestContext.Progress.WriteLineAsync($"CRASH_SEED={seed}");
            using var campaign = new CrashCampaign(seed);
            await campaign.RunAsync(IsLong ? KillsOfACampaign : 5);
            await TestContext.Progress.WriteLineAsync(
                $"{campaign.Acknowledged} requests acknowledged, {campaign.Interrupted} kills hit work under way, resumed after {campaign.SlowestResumption.TotalSeconds:F1} s at most");
        }
    }
}
