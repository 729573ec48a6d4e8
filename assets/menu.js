// On a phone the menu lies over the page: once a page is chosen it closes, as Streamlit's own menu does.
// A room of several pages leaves it open, for the choice among those.
"use strict";
document.addEventListener("click", ({ target }) => {
  const chosen = target instanceof Element && target.closest("[data-testid=stSidebar] [data-testid=stPageLink-NavLink]");
  const overThePage = window.matchMedia("(max-width: 768px)").matches;
  if (chosen && overThePage && chosen.closest(".st-key-subnav, [class*=st-key-alone_]")) {
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  }
});
