using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Auth;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Users;

namespace Rag.Api.Users;

/// <summary>Who may sign in.</summary>
[ApiController]
[Route("api/v1/users")]
[Authorize(Policy = Access.Admin)]
[Tags("Users")]
public sealed class UsersController(IMediator mediator) : ControllerBase
{
    /// <summary>The users, the newest first.</summary>
    [HttpGet]
    [ProducesResponseType<UserListResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] UserListQuery query, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListUsers(query.Skip, query.Limit, query.Search, query.Role, query.IsActive), cancellationToken);
        return result.ToActionResult(page =>
            Ok(new UserListResponse([.. page.Items.Select(UserResponse.Of)], page.Total, query.Skip, query.Limit)));
    }

    /// <summary>Adds a user.</summary>
    /// <response code="201">The user.</response>
    /// <response code="409"><c>email_taken</c> or <c>username_taken</c>.</response>
    [HttpPost]
    [ProducesResponseType<UserResponse>(StatusCodes.Status201Created)]
    [Problems(409)]
    public async Task<IActionResult> Create(CreateUserRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(
            new CreateUser(request.Email, request.Password, request.Username, request.FullName, request.IsAdmin ?? false), cancellationToken);
        return result.ToActionResult(user => StatusCode(StatusCodes.Status201Created, UserResponse.Of(user)));
    }

    /// <summary>Changes a user.</summary>
    /// <remarks>Nobody can deactivate or demote themselves. Deactivating, or a new password, ends all sessions of the user.</remarks>
    /// <param name="id">Of the user.</param>
    /// <param name="request">What is to change.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <response code="409"><c>email_taken</c>, <c>own_account</c> or <c>last_admin</c>.</response>
    [HttpPatch("{id}")]
    [ProducesResponseType<UserResponse>(StatusCodes.Status200OK)]
    [Problems(404, 409)]
    public async Task<IActionResult> Update(string id, UpdateUserRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(
            new UpdateUser(
                User.UserId(), id, request.Email, request.FullName, request.ClearsFullName, request.IsAdmin, request.IsActive, request.Password),
            cancellationToken);
        return result.ToActionResult(user => Ok(UserResponse.Of(user)));
    }

    /// <summary>Removes a user and ends their sessions.</summary>
    /// <param name="id">Of the user.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <response code="409"><c>own_account</c> or <c>last_admin</c>.</response>
    [HttpDelete("{id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [Problems(404, 409)]
    public async Task<IActionResult> Delete(string id, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new DeleteUser(User.UserId(), id), cancellationToken);
        return result.ToActionResult();
    }
}
